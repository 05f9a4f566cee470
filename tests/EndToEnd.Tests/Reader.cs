using System.Net;
using AngleSharp;
using AngleSharp.Html.Dom;
using MimeKit;
using Papers.Testing;
using Papers.Testing.Stack;

namespace Papers.EndToEnd.Tests;

/// <summary>A reader with a browser without JavaScript and an inbox, which is the stack's mail folder.</summary>
internal sealed class Reader(PapersStack stack)
{
    public async Task SubscribeAsync(string email)
    {
        var form = await FormAsync("/", form => form.QuerySelector("input[type=email]") is not null);
        using var reply = await stack.Web.PostAsync(
            form.Action, new FormUrlEncodedContent(new Dictionary<string, string> { [form.QuerySelector("input[type=email]")!.GetAttribute("name")!] = email }));
        Assert.True(reply.IsSuccessStatusCode, $"{(int)reply.StatusCode}: {await reply.Content.ReadAsStringAsync()}");
    }

    /// <summary>Follows the link of the mail, which changes nothing by itself, and sends the form of its page.</summary>
    public async Task ConfirmAsync(MimeMessage confirmation)
    {
        var text = confirmation.TextBody ?? throw new InvalidOperationException("The mail has no text.");
        var link = text.Split((char[])[' ', '\n', '\r', '<', '>'], StringSplitOptions.RemoveEmptyEntries)
            .First(word => word.StartsWith("http", StringComparison.Ordinal) && new Uri(word).AbsolutePath.Contains("confirm", StringComparison.Ordinal));
        var form = await FormAsync(new Uri(link).PathAndQuery, _ => true);
        Assert.Equal(0, (await stack.StatusAsync()).Subscribers);
        using var reply = await stack.Web.PostAsync(form.Action, new FormUrlEncodedContent(Hidden(form)));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    /// <summary>RFC 8058: a bare POST to the address in the header, with neither cookie nor token beside it.</summary>
    public async Task LeaveByOneClickAsync(MimeMessage digest)
    {
        Assert.Equal("List-Unsubscribe=One-Click", digest.Headers["List-Unsubscribe-Post"]);
        var address = new Uri(digest.Headers["List-Unsubscribe"]!.Trim().TrimStart('<').Split('>')[0]);
        using var anyone = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = stack.Web.BaseAddress };
        using var looked = await anyone.GetAsync(address.PathAndQuery);
        Assert.Equal(1, (await stack.StatusAsync()).Subscribers);
        using var reply = await anyone.PostAsync(
            address.PathAndQuery, new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" }));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    public IReadOnlyList<MimeMessage> Mails() => Directory.Exists(stack.MailFolder)
        ? [.. Directory.EnumerateFiles(stack.MailFolder, "*.eml").Order(StringComparer.Ordinal).Select(file => MimeMessage.Load(file))]
        : [];

    public async Task<MimeMessage> WaitForMailAsync(int number)
    {
        await Eventually.TrueAsync(() => Mails().Count >= number, TimeSpan.FromSeconds(30));
        return Mails()[number - 1];
    }

    private async Task<IHtmlFormElement> FormAsync(string path, Func<IHtmlFormElement, bool> isMeant)
    {
        using var context = BrowsingContext.New();
        var html = await stack.Web.GetStringAsync(path);
        var document = await context.OpenAsync(reply => reply.Content(html).Address(new Uri(stack.Web.BaseAddress!, path)));
        return document.Forms.OfType<IHtmlFormElement>().First(form => form.Method == "post" && isMeant(form));
    }

    private static IEnumerable<KeyValuePair<string, string>> Hidden(IHtmlFormElement form) =>
        form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().Select(input => KeyValuePair.Create(input.Name!, input.Value));
}
