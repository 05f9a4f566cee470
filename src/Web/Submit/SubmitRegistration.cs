using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Web.Submit;

internal static class SubmitRegistration
{
    public static void AddSubmit(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<SubmitOptions>()
            .BindConfiguration(SubmitOptions.Section)
            .ValidateDataAnnotations();
        builder.Services.AddSingleton<SubmissionStore>();
    }

    public static BusRegistration AddSubmitConsumers(this BusRegistration bus) =>
        bus.AddConsumer<SettleSubmissionsConsumer, SubmissionSettled>(Queues.ShowSubmissions);
}
