namespace Papers.Web.HuggingFaceApi;

/// <summary>The paths under <c>/api</c> that Hugging Face's clients use.</summary>
internal static class HuggingFaceApiEndpoints
{
    public static void MapHuggingFaceApi(this IEndpointRouteBuilder app)
    {
        app.MapSearchApi();
        app.MapDailyApi();
        app.MapIndexApi();
    }
}
