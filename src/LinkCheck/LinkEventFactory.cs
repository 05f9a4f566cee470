using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck;

/// <summary>About how many bytes of JSON an item of this service's events takes; addresses are ASCII.</summary>
internal static class LinkEvents
{
    private const int Names = 128;

    public static int Bytes(PaperLinks paper) => Names + paper.PaperId.Value.Length + paper.Links.Sum(link => Names + link.Url.Length);

    public static int Bytes(CheckedLink link) => 2 * Names + link.Url.Length + 6 * (link.Reason?.Length ?? 0);
}
