using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Papers.AppHost.Operators;

namespace Papers.AppHost.Tests.Operators;

public sealed class ResourceReadinessTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ResourceReadiness _readiness;

    public ResourceReadinessTests() => _readiness = new ResourceReadiness(new ExecutableResource("web", "web", "/"), "web", _time.GetTimestamp(), _time);

    [Fact]
    public void Is_announced_once_a_start_with_the_time_that_it_took()
    {
        Assert.False(Becomes(KnownResourceStates.Starting, null, out _));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(Becomes(KnownResourceStates.Running, HealthStatus.Healthy, out var after));
        Assert.Equal(TimeSpan.FromSeconds(3), after);

        Assert.False(Becomes(KnownResourceStates.Running, HealthStatus.Unhealthy, out _));
        Assert.False(Becomes(KnownResourceStates.Running, HealthStatus.Healthy, out _));
    }

    [Fact]
    public void Is_announced_again_after_a_restart()
    {
        Becomes(KnownResourceStates.Running, HealthStatus.Healthy, out _);
        _time.Advance(TimeSpan.FromHours(1));
        Becomes(KnownResourceStates.Finished, null, out _);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(Becomes(KnownResourceStates.Running, HealthStatus.Healthy, out var after));
        Assert.Equal(TimeSpan.FromSeconds(2), after);
    }

    [Fact]
    public void Is_overdue_once_when_it_has_not_been_ready_for_a_minute()
    {
        Becomes(KnownResourceStates.Waiting, null, out _);
        Assert.False(_readiness.IsOverdue(TimeSpan.FromMinutes(1)));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(_readiness.IsOverdue(TimeSpan.FromMinutes(1)));
        Assert.False(_readiness.IsOverdue(TimeSpan.FromMinutes(1)));
        Assert.Contains("Waiting", _readiness.Description);
    }

    private bool Becomes(string state, HealthStatus? health, out TimeSpan after) => _readiness.IsNewlyReadyWith(state, health, [], out after);
}
