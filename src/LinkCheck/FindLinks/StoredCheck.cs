using Npgsql;
using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.FindLinks;

/// <summary>Reads the last check of a link from its row.</summary>
internal static class StoredCheck
{
    /// <summary>Reads the columns <c>verdict, status, reason, checked_at</c>. The caller fills in the URL, which each paper may write differently.</summary>
    public static CheckedLink Read(NpgsqlDataReader reader, int from) => new()
    {
        Url = "",
        Verdict = Enum.Parse<LinkVerdict>(reader.GetString(from)),
        Status = reader.IsDBNull(from + 1) ? null : reader.GetInt32(from + 1),
        Reason = reader.IsDBNull(from + 2) ? null : reader.GetString(from + 2),
        CheckedAt = reader.GetFieldValue<DateTimeOffset>(from + 3),
    };
}
