namespace Papers.Browser.Tests.Dashboard;

/// <summary>Lines as the servers and the services write them.</summary>
internal static class ConsoleSamples
{
    public static readonly (string Resource, string Line)[] Start =
    [
        ("postgres", "LOG:  starting PostgreSQL 15.18 (Debian 15.18-0+deb12u1) on x86_64-pc-linux-gnu"),
        ("cache", "# Server initialized"),
        ("cache", "* Ready to accept connections"),
        ("postgres", "LOG:  database system is ready to accept connections"),
        ("messaging", "[info] <0.500.0>  Server startup complete; 4 plugins started."),
        ("ingest", "\u001b[32minfo\u001b[39m: Papers.Ingest.Import[0] Imported 97 papers from huggingface-papers-page.txt, 0 rejected"),
        ("tagging", "info: Papers.Tagging.TagPapers[0] Tagged 97 papers, 97 of them anew"),
        ("linkcheck", "warn: Papers.LinkCheck.CheckLinks[0] github.com did not answer within 10 s; it is asked again in 5 minutes"),
        ("linkcheck", "fail: Microsoft.Extensions.Hosting.Internal.Host[11] Hosting failed to start\nSystem.IO.IOException: Failed to bind to address http://127.0.0.1:5103: address already in use.\n   at Microsoft.AspNetCore.Server.Kestrel.Core.Internal.AddressBinder.BindEndpointAsync(ListenOptions endpoint, AddressBindContext context, CancellationToken cancellationToken)"),
        ("notification", "info: Papers.Notification.Digests[0] Sent the daily edition of 14 March to 3 readers"),
        ("web", "info: Papers.Web.Search[0] <script>document.title='taken'</script><img src=x onerror=document.title='taken'>"),
    ];
}
