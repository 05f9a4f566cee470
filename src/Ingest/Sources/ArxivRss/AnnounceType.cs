namespace Papers.Ingest.Sources.ArxivRss;

/// <summary>Why arXiv's feed lists a paper. <see href="https://info.arxiv.org/help/rss_specifications.html"/></summary>
public enum AnnounceType
{
    /// <summary>The feed does not say, or says something that is not known.</summary>
    Unknown,

    /// <summary>Its first announcement.</summary>
    New,

    /// <summary>New to a category that is not its primary one; it may have been announced before.</summary>
    Cross,

    /// <summary>A later version.</summary>
    Replace,

    /// <summary>A later version, seen from a category that is not its primary one.</summary>
    ReplaceCross,
}
