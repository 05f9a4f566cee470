using System.Runtime.InteropServices;

namespace Papers.LocalHosting.Running;

/// <summary>
/// Ctrl-C, SIGTERM, SIGHUP and SIGQUIT ask for an orderly end; another Ctrl-C later than a second asks for an end at once. The same
/// signal often comes twice, from the terminal and passed on by <c>dotnet run</c>: that is no impatience.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan Twice = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private long? _asked;

    public StopSignals(TimeProvider time)
    {
        _time = time;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Ask(isImpatient: context.Signal == PosixSignal.SIGINT);
            }));
        }
    }

    /// <summary>Cancelled when an orderly end is asked for.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled when everything must end at once.</summary>
    public CancellationToken Kill => _kill.Token;

    /// <summary>As a signal does.</summary>
    public void Ask() => Ask(isImpatient: false);

    private void Ask(bool isImpatient)
    {
        lock (_registrations)
        {
            if (_asked is { } asked)
            {
                if (isImpatient && _time.GetElapsedTime(asked) > Twice)
                    _kill.CancelAsync();
                return;
            }

            _asked = _time.GetTimestamp();
        }

        _stop.CancelAsync();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _kill.Dispose();
    }
}
