namespace Papers.Web.HuggingFaceApi;

internal static class HuggingFaceApiRegistration
{
    public static void AddHuggingFaceApi(this WebApplicationBuilder builder)
    {
        // Before the default writer, whoever registers first.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ApiErrors>());
        builder.Services.AddSingleton<FeaturedPapers>();
    }
}
