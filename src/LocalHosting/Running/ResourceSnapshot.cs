using System.Collections.Immutable;

namespace Papers.LocalHosting.Running;

/// <summary>What is known of one resource at one moment. Never changes; the board replaces it by a newer one.</summary>
public sealed record ResourceSnapshot
{
    /// <summary>The name it goes by everywhere: in the app model, in the logs, in addresses of the dashboard.</summary>
    public required string Name { get; init; }

    public required ResourceKind Kind { get; init; }

    public ResourceState State { get; init; } = ResourceState.Waiting;

    /// <summary>All health checks taken together; <see cref="ResourceHealth.Unknown"/> before the first answer and for what has no check.</summary>
    public ResourceHealth Health { get; init; } = ResourceHealth.Unknown;

    /// <summary>What each health check said last.</summary>
    public ImmutableArray<HealthCheckReport> HealthChecks { get; init; } = [];

    /// <summary>When the running process was started; null when none runs.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How often it was started again after it had exited by itself.</summary>
    public int Restarts { get; init; }

    /// <summary>Of the process that exited last.</summary>
    public int? ExitCode { get; init; }

    public int? ProcessId { get; init; }

    /// <summary>What it is made from: a project file, the server's program, a configuration key.</summary>
    public string? Source { get; init; }

    /// <summary>The resource it belongs to: the server of a database, the project of a replica.</summary>
    public string? PartOf { get; init; }

    /// <summary>The resources it waits for before it starts.</summary>
    public ImmutableArray<string> WaitsFor { get; init; } = [];

    /// <summary>Where it can be reached; only http and https addresses become links.</summary>
    public ImmutableArray<ResourceEndpoint> Endpoints { get; init; } = [];

    public ImmutableArray<ResourceVariable> Environment { get; init; } = [];

    /// <summary>One sentence for a person: what it waits for, why it failed, when it is tried again.</summary>
    public string? Note { get; init; }
}

/// <summary>What sort of thing a resource is.</summary>
public enum ResourceKind
{
    /// <summary>A program of others, such as PostgreSQL, Redis or RabbitMQ.</summary>
    Server,

    /// <summary>A database within a server.</summary>
    Database,

    /// <summary>A value that is given or generated; has no process.</summary>
    Parameter,

    /// <summary>A service of this solution that runs as one process, or the whole of its replicas.</summary>
    Project,

    /// <summary>One of several processes of a project, named in <see cref="ResourceSnapshot.PartOf"/>.</summary>
    Replica,
}

/// <summary>Where a resource is in its life.</summary>
public enum ResourceState
{
    /// <summary>Something it needs is not ready yet.</summary>
    Waiting,

    /// <summary>Its process has been started and has not answered yet.</summary>
    Starting,

    Running,

    /// <summary>It exited by itself and is started again after a pause.</summary>
    Restarting,

    /// <summary>It exited by itself and is left so.</summary>
    Exited,

    /// <summary>It could not be started.</summary>
    Failed,

    Stopping,

    /// <summary>It was stopped on purpose.</summary>
    Stopped,
}

/// <summary>What a health check says.</summary>
public enum ResourceHealth
{
    Unknown,
    Healthy,
    Degraded,
    Unhealthy,
}

/// <summary>The last answer of one health check.</summary>
public sealed record HealthCheckReport
{
    public required string Name { get; init; }

    public required ResourceHealth Health { get; init; }

    /// <summary>What went wrong, if anything did.</summary>
    public string? Description { get; init; }

    public required DateTimeOffset CheckedAt { get; init; }
}

/// <summary>A named address, such as <c>http</c> at <c>http://localhost:8080</c> or <c>tcp</c> at <c>localhost:5432</c>.</summary>
public sealed record ResourceEndpoint(string Name, string Address);

/// <summary>An environment variable; the value of a secret one is never shown.</summary>
public sealed record ResourceVariable(string Name, string Value, bool IsSecret = false);
