using Npgsql;

namespace Papers.Notification.Subscriptions;

/// <summary>The key that signs the tokens in links. A migration created it; it is the same for all replicas and never changes.</summary>
internal sealed class TokenKey(NpgsqlDataSource db)
{
    private const string Select = """
        SELECT key
          FROM token_key
        """;

    private ReaderTokens? _tokens;

    public async ValueTask<ReaderTokens> TokensAsync(CancellationToken cancellationToken)
    {
        if (_tokens is { } cached)
        {
            return cached;
        }

        await using var command = db.CreateCommand(Select);
        var key = (byte[]?)await command.ExecuteScalarAsync(cancellationToken)
            ?? throw new InvalidOperationException("The table token_key is empty: restore its row from a backup. Without it, no link in sent mails is valid.");
        return _tokens = new ReaderTokens(key);
    }
}
