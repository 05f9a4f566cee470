using System.Text.Json;
using Npgsql;
using Papers.Contracts;
using Papers.Contracts.Ingest;

namespace Papers.Ingest.Import;

/// <summary>The report of each import, for people.</summary>
internal sealed class ImportReports(NpgsqlDataSource db)
{
    private const string Columns = """
        import_id, name, origin, state, format, filed_as, failure, position, new_papers, changed_papers, unchanged_papers, rejected,
        received_at, started_at, finished_at
        """;

    private const string ReadOne = $"""
        SELECT {Columns}
          FROM imports
         WHERE import_id = $1
        """;

    private const string ReadLatest = $"""
        SELECT {Columns}
          FROM imports
         ORDER BY import_id DESC
         LIMIT $1
        """;

    private const string ReadRejects = """
        SELECT line, reason
          FROM import_rejects
         WHERE import_id = $1
         ORDER BY position
        """;

    // For people: escape only what JSON requires.
    private static readonly EventJson s_json = new(new JsonSerializerOptions(EventJson.Default.Options)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public async Task<ImportReport?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, id, cancellationToken);
    }

    public static async Task<ImportReport?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(ReadOne) { Parameters = { new() { Value = id } } },
                new(ReadRejects) { Parameters = { new() { Value = id } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var report = Read(reader);
        await reader.NextResultAsync(cancellationToken);
        var rejects = new List<RejectedRecord>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rejects.Add(new(reader.GetInt64(0), reader.GetString(1)));
        }

        return report with { Rejects = rejects, RejectsNotListed = report.Rejected - rejects.Count };
    }

    /// <summary>The latest first, without their rejects.</summary>
    public async Task<IReadOnlyList<ImportReport>> ListAsync(int count, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(ReadLatest);
        command.Parameters.Add(new() { Value = count });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var reports = new List<ImportReport>();
        while (await reader.ReadAsync(cancellationToken))
        {
            reports.Add(Read(reader));
        }

        return reports;
    }

    /// <summary>Writes a report file atomically.</summary>
    public static async Task WriteAsync(string path, ImportReport report, CancellationToken cancellationToken)
    {
        var unfinished = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{report.Id:N}.part");
        await using (var file = File.Create(unfinished))
        {
            await JsonSerializer.SerializeAsync(file, report, s_json.ImportReport, cancellationToken);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static ImportReport Read(NpgsqlDataReader reader)
    {
        var rejected = reader.GetInt64(11);
        return new ImportReport
        {
            Id = reader.GetGuid(0),
            Name = reader.GetString(1),
            Origin = Enum.Parse<ImportOrigin>(reader.GetString(2)),
            State = Enum.Parse<ImportState>(reader.GetString(3)),
            Format = reader.IsDBNull(4) ? null : reader.GetString(4),
            FiledAs = reader.IsDBNull(5) ? null : reader.GetString(5),
            Failure = reader.IsDBNull(6) ? null : reader.GetString(6),
            Read = reader.GetInt64(7),
            New = reader.GetInt64(8),
            Changed = reader.GetInt64(9),
            Unchanged = reader.GetInt64(10),
            Rejected = rejected,
            RejectsNotListed = rejected,
            ReceivedAt = reader.GetFieldValue<DateTimeOffset>(12),
            StartedAt = reader.IsDBNull(13) ? null : reader.GetFieldValue<DateTimeOffset>(13),
            FinishedAt = reader.IsDBNull(14) ? null : reader.GetFieldValue<DateTimeOffset>(14),
        };
    }
}
