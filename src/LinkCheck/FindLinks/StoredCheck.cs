using Npgsql;
using Papers.Contracts.LinkCheck;

namespace Papers.LinkCheck.FindLinks;

/// <summary>The last check of a link as its row holds it.</summary>
internal static class StoredCheck
{
    /// <summary>Reads the columns <c>verdict, status, reason, checked_at</c>; the address is for the caller to fill in, since each paper spells its own.</summary>
    public static CheckedLink Read(NpgsqlDataReader reader, int from) => new()
    {
        Url = "",
        Verdict = Enum.Parse<LinkVerdict>(reader.GetString(from)),
        Status = reader.IsDBNull(from + 1) ? null : reader.GetInt32(from + 1),
        Reason = reader.IsDBNull(from + 2) ? null : reader.GetString(from + 2),
        CheckedAt = reader.GetFieldValue<DateTimeOffset>(from + 3),
    };
}
