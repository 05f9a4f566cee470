using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Papers.LocalHosting.Dashboard.Layout;

internal static class NotFoundPage
{
    public static ContentHttpResult Show(string what) => new Page
    {
        Title = "Not found",
        Section = "",
        Main = Html.Of($"""
            <div class="head"><h1>Not found</h1><p class="by">{what}</p></div>
            <p><a href="/">All resources</a></p>
            """),
    }.ToResult(StatusCodes.Status404NotFound);
}
