namespace Papers.Web.Tags;

internal static class TagsRegistration
{
    public static void AddTags(this WebApplicationBuilder builder) => builder.Services.AddSingleton<TaggedPapers>();
}
