using Aspire.Hosting.ApplicationModel;
using Papers.LocalServers;

namespace Papers.AppHost.Operators;

/// <summary>Shows on the console what a service logs under the category for operators, and no more than a bounded number of lines a minute.</summary>
internal sealed class OperatorLogRelay(string name, OperatorConsole console, TimeProvider time)
{
    /// <summary>The category of the lines that are shown.</summary>
    public const string Category = "Papers.Operations";

    private const int LinesPerMinute = 30;

    private bool _isInMessage;
    private int _shown;
    private long _since = time.GetTimestamp();

    public static async Task RunAsync(
        string resourceId, string name, ResourceLoggerService logs, OperatorConsole console, TimeProvider time, CancellationToken cancellationToken)
    {
        var relay = new OperatorLogRelay(name, console, time);
        await foreach (var batch in logs.WatchAsync(resourceId).WithCancellation(cancellationToken))
        {
            foreach (var line in batch)
                relay.Take(OperatorConsole.WithoutTimestamp(line.Content));
        }
    }

    /// <summary>As .NET's simple console formatter writes: a line with level and category, then the message indented by six.</summary>
    internal void Take(string line)
    {
        if (!line.StartsWith("      ", StringComparison.Ordinal))
            _isInMessage = line.Contains($": {Category}[", StringComparison.Ordinal);
        else if (_isInMessage)
            Show(line.Trim());
    }

    private void Show(string message)
    {
        if (time.GetElapsedTime(_since) > TimeSpan.FromMinutes(1))
        {
            if (_shown > LinesPerMinute)
                console.Line(name, $"… and {_shown - LinesPerMinute} more lines; the dashboard has them");
            (_since, _shown) = (time.GetTimestamp(), 0);
        }

        if (++_shown <= LinesPerMinute)
            console.Line(name, message);
    }
}
