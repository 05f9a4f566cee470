using Microsoft.Extensions.Options;
using Papers.ServiceDefaults.Settings;

namespace Papers.Ingest.Import;

internal static class ImportRegistration
{
    public static IServiceCollection AddImport(this IServiceCollection services)
    {
        services.AddSettings<ImportOptions>(ImportOptions.Section);
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
