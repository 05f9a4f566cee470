using Papers.Ingest.Harvest;
using Papers.Ingest.Sources.DoiOrg;

namespace Papers.Ingest.Submissions;

internal static class SubmissionRegistration
{
    public static IServiceCollection AddSubmissions(this IServiceCollection services)
    {
        services.AddSource<DoiOptions>("Doi");
        services.AddSingleton<PendingSubmissions>();
        services.AddSingleton<SettleSubmissions>();
        services.AddHostedService<SubmissionWorker>();
        return services;
    }
}
