using Microsoft.Extensions.Options;

namespace Papers.Ingest.Import;

internal static class ImportRegistration
{
    public static IServiceCollection AddImport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<ImportOptions>().Bind(configuration.GetSection(ImportOptions.Section)).ValidateDataAnnotations();
        services.AddSingleton<IValidateOptions<ImportOptions>, ImportFolderCheck>();
        services.AddSingleton<InboxFolder>();
        services.AddSingleton<InboxWatch>();
        services.AddSingleton<ImportStore>();
        services.AddSingleton<ImportReports>();
        services.AddSingleton<FileImport>();
        services.AddSingleton<InboxFile>();
        services.AddSingleton<SampleFiles>();
        services.AddSingleton<AcceptUpload>();
        services.AddHostedService<ImportWorker>();
        return services;
    }
}
