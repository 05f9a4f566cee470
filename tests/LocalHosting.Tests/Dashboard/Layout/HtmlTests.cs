using Papers.LocalHosting.Dashboard.Layout;

namespace Papers.LocalHosting.Tests.Dashboard.Layout;

public sealed class HtmlTests
{
    [Fact]
    public void Values_are_encoded_and_markup_is_not()
    {
        var hostile = "\"><script>alert('1')</script>&";
        var inner = Html.Of($"<b>{hostile}</b>");

        var page = Html.Of($"<p title=\"{hostile}\">{inner}{7}{(string?)null}</p>").Text;

        const string Encoded = "&quot;&gt;&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&amp;";
        Assert.Equal($"<p title=\"{Encoded}\"><b>{Encoded}</b>7</p>", page);
    }

    [Fact]
    public void Lists_are_joined_and_conditions_kept() =>
        Assert.Equal("<i>1</i><i>2</i>", Html.Of($"{new[] { "1", "2" }.Select(n => Html.Of($"<i>{n}</i>"))}{Html.When(false, new("<hr>"))}").Text);
}
