namespace Papers.Web.PaperDetails;

internal static class PaperDetailsRegistration
{
    public static void AddPaperDetails(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TagEvidenceReader>();
        builder.Services.AddSingleton<SimilarPapers>();
    }
}
