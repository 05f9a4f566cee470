using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Papers.AppHost.Operators;

/// <summary>Whether a service's replica or a server is ready, since when it is not, and why.</summary>
internal sealed class ResourceReadiness(IResource resource, string name, long since, TimeProvider time)
{
    private string? _state;
    private HealthStatus? _health;
    private long _waitingSince = since;
    private bool _isAnnounced;
    private bool _isReported;

    public IResource Resource => resource;

    public string Name => name;

    /// <summary>Its state, and what the health checks say that fail.</summary>
    public string Description { get; private set; } = "unknown";

    /// <summary>Whether it has ever been ready.</summary>
    public bool WasReady { get; private set; }

    public bool IsReady => _state == KnownResourceStates.Running && (_health ?? HealthStatus.Healthy) == HealthStatus.Healthy;

    /// <summary>Whether it is ready for the first time since it last started.</summary>
    /// <param name="state">One of <see cref="KnownResourceStates"/>.</param>
    /// <param name="health">Null where nothing checks it.</param>
    /// <param name="failing">What the health checks say that fail.</param>
    /// <param name="after">How long it was not ready.</param>
    public bool IsNewlyReadyWith(string? state, HealthStatus? health, IEnumerable<string> failing, out TimeSpan after)
    {
        // A health report of before the end may still stand when it runs again.
        if (_state == KnownResourceStates.Running && state != _state)
        {
            (_isAnnounced, _isReported, _waitingSince) = (false, false, time.GetTimestamp());
        }

        (_state, _health, Description) = (state, health, string.Join(", ", failing.Prepend(state ?? "unknown")));
        after = time.GetElapsedTime(_waitingSince);
        return IsReady && !_isAnnounced && (WasReady = _isAnnounced = true);
    }

    /// <summary>Whether it has not become ready for so long: true once a start.</summary>
    public bool IsOverdue(TimeSpan limit) =>
        !_isAnnounced && !_isReported && time.GetElapsedTime(_waitingSince) >= limit && (_isReported = true);
}
