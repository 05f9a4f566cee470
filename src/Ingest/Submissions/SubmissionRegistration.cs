using Papers.Ingest.Harvest;
using Papers.Ingest.Sources.DoiOrg;

namespace Papers.Ingest.Submissions;

internal static class SubmissionRegistration
{
    public static IServiceCollection AddSubmissions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSource<DoiOptions>(configuration, "Doi");
        services.AddSingleton<PendingSubmissions>();
        services.AddSingleton<SettleSubmissions>();
        services.AddHostedService<SubmissionWorker>();
        return services;
    }
}
