using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Papers.LocalHosting.Dashboard.Layout;

namespace Papers.LocalHosting.Dashboard.SignIn;

internal static class SignInPage
{
    public static ContentHttpResult Show(string next, bool wasWrong, int status = StatusCodes.Status401Unauthorized) => new Page
    {
        Title = "Sign in",
        Main = Html.Of($"""
            <form class="signin" method="post" action="{SignInEndpoints.Path}">
            <h1>Dashboard</h1>
            <p>Open the address that the app host printed when it started, or paste the token that stands at its end.</p>
            {Html.When(wasWrong, Html.Of($"""<p class="wrong" id="wrong" role="alert">That is not the token of this run.</p>"""))}
            <label for="t">Token</label>
            <div class="row"><input id="t" name="t" type="password" autocomplete="off" spellcheck="false" required autofocus{Html.When(wasWrong, new(" aria-describedby=\"wrong\" aria-invalid=\"true\""))}>
            <button>Sign in</button></div>
            <input type="hidden" name="next" value="{next}">
            </form>
            """),
    }.ToResult(status);
}
