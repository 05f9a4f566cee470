namespace Papers.Web.HuggingFaceApi;

/// <summary>The addresses under <c>/api</c> that Hugging Face's clients ask.</summary>
public static class HuggingFaceApiEndpoints
{
    public static void MapHuggingFaceApi(this IEndpointRouteBuilder app)
    {
        app.MapSearchApi();
        app.MapDailyApi();
        app.MapIndexApi();
    }
}
