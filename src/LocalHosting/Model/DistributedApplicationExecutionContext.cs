namespace Aspire.Hosting;

/// <summary>What the app host was started for.</summary>
public class DistributedApplicationExecutionContext
{
    internal DistributedApplicationExecutionContext(bool publish) => IsPublishMode = publish;

    /// <summary>The manifest is written; nothing is started, and nothing of this machine may get into it.</summary>
    public bool IsPublishMode { get; }

    /// <summary>The resources are started on this machine.</summary>
    public bool IsRunMode => !IsPublishMode;
}
