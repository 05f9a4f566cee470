using Papers.Ingest.Duplicates;

namespace Papers.Ingest.Curation;

internal static class CurationRegistration
{
    public static IServiceCollection AddCuration(this IServiceCollection services) =>
        services.AddSingleton<ShowPaper>().AddSingleton<CuratePapers>().AddSingleton<SuspectedDuplicates>();
}
