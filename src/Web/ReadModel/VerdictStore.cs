using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Papers.Contracts.LinkCheck;

namespace Papers.Web.ReadModel;

internal sealed class VerdictStore(NpgsqlDataSource db)
{
    private const string Upsert = """
        INSERT INTO link_verdicts (url_digest, url, verdict, status, reason, checked_at)
        SELECT url_digest, url, verdict, status, reason, checked_at
          FROM unnest($1::bytea[], $2::text[], $3::text[], $4::int[], $5::text[], $6::timestamptz[])
            AS new (url_digest, url, verdict, status, reason, checked_at)
         ORDER BY url_digest
        ON CONFLICT (url_digest) DO UPDATE
           SET verdict = excluded.verdict, status = excluded.status, reason = excluded.reason, checked_at = excluded.checked_at
         WHERE link_verdicts.checked_at < excluded.checked_at
        """;

    /// <returns>The number of links whose check was newer than the stored one.</returns>
    public async Task<int> SaveAsync(IReadOnlyList<CheckedLink> links, CancellationToken cancellationToken)
    {
        var latest = links.GroupBy(link => link.Url).Select(same => same.MaxBy(link => link.CheckedAt)!).ToArray(); // a group is never empty
        await using var command = db.CreateCommand(Upsert);
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, link => SHA256.HashData(Encoding.UTF8.GetBytes(link.Url))) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, link => link.Url) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, link => link.Verdict.ToString()) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, link => link.Status) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, link => link.Reason) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(latest, link => link.CheckedAt.ToUniversalTime()) });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
