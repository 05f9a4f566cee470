namespace Papers.Web.HuggingFaceApi;

/// <summary>The addresses under <c>/api</c> that Hugging Face's clients ask.</summary>
public static class HuggingFaceApiEndpoints
{
    public static void AddHuggingFaceApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IProblemDetailsWriter, ApiErrors>();
        builder.Services.AddSingleton<FeaturedPapers>();
    }

    public static void MapHuggingFaceApi(this IEndpointRouteBuilder app)
    {
        app.MapSearchApi();
        app.MapDailyApi();
        app.MapIndexApi();
    }
}
