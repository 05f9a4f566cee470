using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Republish;
using Papers.Tagging;
using Papers.Tagging.ForgetPapers;
using Papers.Tagging.Republish;
using Papers.Tagging.Retag;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Vocabulary;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("tagging", bus => bus
    .AddBatchConsumer<TagPapersConsumer, PapersIngested, IngestedPaper>(Queues.TagPapers, message => message.Papers, (message, part) => message with { Papers = part })
    .AddBatchConsumer<ForgetPapersConsumer, PapersWithdrawn, WithdrawnPaper>(Queues.ForgetTags, message => message.Papers, (message, part) => message with { Papers = part }));
builder.Services.AddSingleton(_ => new TagMatcher(TagVocabulary.Load()));
builder.Services.AddSingleton<TaggingMetrics>();
builder.Services.AddSingleton<PaperTagStore>();
builder.Services.AddSingleton<ForgottenPaperStore>();
builder.Services.AddSingleton<RetagStore>();
builder.Services.AddOptionsWithValidateOnStart<RetagOptions>().BindConfiguration(RetagOptions.Section).ValidateDataAnnotations();
builder.Services.AddHostedService<RetagWorker>();
builder.Services.AddRepublish<RepublishedTags>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapRepublish();
await app.RunServiceAsync(args);
