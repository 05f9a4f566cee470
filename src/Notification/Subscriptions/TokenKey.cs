using Npgsql;

namespace Papers.Notification.Subscriptions;

/// <summary>The key that all replicas sign links with, read once. It never changes: a migration made it.</summary>
public sealed class TokenKey(NpgsqlDataSource db)
{
    private const string Select = """
        SELECT key
          FROM token_key
        """;

    private ReaderTokens? _tokens;

    public async ValueTask<ReaderTokens> TokensAsync(CancellationToken cancellationToken)
    {
        if (_tokens is { } held)
        {
            return held;
        }

        await using var command = db.CreateCommand(Select);
        var key = (byte[]?)await command.ExecuteScalarAsync(cancellationToken)
            ?? throw new InvalidOperationException("The table token_key is empty: put its row back from a backup, or every link in mails is lost.");
        return _tokens = new ReaderTokens(key);
    }
}
