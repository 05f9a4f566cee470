using Npgsql;
using NpgsqlTypes;
using Papers.Contracts.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Postgres;
using Papers.Ingest.Records;

namespace Papers.Ingest.Import;

/// <summary>
/// The progress of each import (table imports). Everything in a report is stored here first, and changes in the same transaction as the papers.
/// </summary>
internal sealed class ImportStore(NpgsqlDataSource db, TimeProvider time)
{
    /// <summary>The rejects of one file that are stored; the rest are only counted.</summary>
    public const int MostRejectsKept = 1_000;

    private const string FindUnfiled = """
        SELECT import_id, size, modified_ticks, state, position, rejected, filed_as, received_at
          FROM imports
         WHERE file_name = $1
           AND (origin = 'Sample') = $2
           AND NOT is_filed
         ORDER BY import_id
        """;

    private const string FindUnfiledFiles = """
        SELECT DISTINCT file_name
          FROM imports
         WHERE NOT is_filed
           AND origin <> 'Sample'
           AND received_at < $1
        """;

    private const string Insert = """
        INSERT INTO imports (import_id, origin, name, file_name, size, modified_ticks, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string SetBegun = """
        UPDATE imports
           SET state = 'Reading', format = $2, started_at = coalesce(started_at, $3)
         WHERE import_id = $1
        """;

    // The expected position detects a second writer that took over the same import.
    private const string SetProgress = """
        UPDATE imports
           SET position = position + $3, new_papers = new_papers + $4, changed_papers = changed_papers + $5,
               unchanged_papers = unchanged_papers + $6, rejected = rejected + $7
         WHERE import_id = $1
           AND position = $2
        """;

    private const string InsertRejects = """
        INSERT INTO import_rejects (import_id, position, line, reason)
        SELECT $1, position, line, reason
          FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS reject (position, line, reason)
        """;

    private const string SetFinished = """
        UPDATE imports
           SET state = $2, failure = $3, finished_at = $4
         WHERE import_id = $1
        """;

    private const string SetFiledAs = """
        UPDATE imports
           SET filed_as = $2
         WHERE import_id = $1
        """;

    private const string SetFiled = """
        UPDATE imports
           SET is_filed = true
         WHERE import_id = $1
        """;

    private const string SetLost = """
        UPDATE imports
           SET is_filed = true, finished_at = coalesce(finished_at, $2),
               failure = CASE WHEN state IN ('Waiting', 'Reading') THEN 'The file was removed or changed before it was completely read.' ELSE failure END,
               state = CASE WHEN state IN ('Waiting', 'Reading') THEN 'Failed' ELSE state END
         WHERE import_id = $1
        """;

    /// <summary>Registers a file to be imported.</summary>
    public async Task<Guid> AddAsync(
        NpgsqlConnection connection,
        ImportOrigin origin,
        string name,
        FileStamp file,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await connection.ExecuteAsync(Insert, [id, $"{origin}", name, file.Name, file.Size, file.ModifiedTicks, now], cancellationToken);
        return id;
    }

    /// <summary>
    /// The unfinished import of exactly this file: interrupted, or read but not filed. Imports of an earlier file of the same name are closed, because
    /// that file is gone.
    /// </summary>
    public async Task<UnfinishedImport?> FindUnfinishedAsync(
        NpgsqlConnection connection,
        FileStamp file,
        bool isSample,
        CancellationToken cancellationToken)
    {
        var unfiled = new List<(UnfinishedImport Import, long Size, long ModifiedTicks)>();
        await using (var command = new NpgsqlCommand(FindUnfiled, connection)
        {
            Parameters = { new() { Value = file.Name }, new() { Value = isSample } },
        })
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var import = new UnfinishedImport(
                    reader.GetGuid(0),
                    Enum.Parse<ImportState>(reader.GetString(3)),
                    reader.GetInt64(4),
                    reader.GetInt64(5),
                    reader.IsDBNull(6) ? null : reader.GetString(6),
                    reader.GetFieldValue<DateTimeOffset>(7));
                unfiled.Add((import, reader.GetInt64(1), reader.GetInt64(2)));
            }
        }

        UnfinishedImport? found = null;
        foreach (var (import, size, modifiedTicks) in unfiled)
        {
            if (found is null && size == file.Size && modifiedTicks == file.ModifiedTicks)
            {
                found = import;
            }
            else
            {
                await connection.ExecuteAsync(SetLost, [import.Id, time.GetUtcNow()], cancellationToken);
            }
        }

        return found;
    }

    /// <summary>The files of unfinished imports that were registered over a minute ago, some of which may no longer exist.</summary>
    public async Task<IReadOnlyList<string>> ListUnfiledAsync(CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(FindUnfiledFiles);
        command.Parameters.Add(new() { Value = time.GetUtcNow() - TimeSpan.FromMinutes(1) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>Closes an import whose file is gone.</summary>
    public Task CloseAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(SetLost, [id, time.GetUtcNow()], cancellationToken);

    public Task BeginAsync(NpgsqlConnection connection, Guid id, string? format, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(SetBegun, [id, format, time.GetUtcNow()], cancellationToken);

    /// <summary>Saves the progress within the transaction that saves a batch.</summary>
    /// <exception cref="ImportTakenOverException">Another replica has continued the import meanwhile.</exception>
    public static async Task SaveProgressAsync(
        NpgsqlConnection connection,
        Guid id,
        EntryBatch batch,
        BatchOutcome outcome,
        IReadOnlyList<RejectAt> rejects,
        long rejectedBefore,
        CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch(connection);
        var progress = new NpgsqlBatchCommand(SetProgress);
        foreach (var value in new object[] { id, batch.Position, (long)batch.Count, (long)outcome.New, (long)outcome.Changed, (long)outcome.Unchanged, (long)rejects.Count })
        {
            progress.Parameters.Add(new() { Value = value });
        }

        commands.BatchCommands.Add(progress);
        var kept = rejects.Take((int)Math.Max(0, MostRejectsKept - rejectedBefore)).ToList();
        if (kept.Count > 0)
        {
            commands.BatchCommands.Add(new(InsertRejects)
            {
                Parameters =
                {
                    new() { Value = id },
                    new() { Value = kept.ConvertAll(reject => reject.Position), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                    new() { Value = kept.ConvertAll(reject => reject.Entry.Line), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
                    new() { Value = kept.ConvertAll(reject => reject.Entry.Reason), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                },
            });
        }

        await commands.ExecuteNonQueryAsync(cancellationToken);
        if (progress.RecordsAffected != 1)
        {
            throw new ImportTakenOverException(id);
        }
    }

    public Task FinishAsync(NpgsqlConnection connection, Guid id, ImportState state, string? failure, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(SetFinished, [id, $"{state}", failure, time.GetUtcNow()], cancellationToken);

    public Task SetFiledNameAsync(NpgsqlConnection connection, Guid id, string name, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(SetFiledAs, [id, name], cancellationToken);

    public Task SetFiledAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(SetFiled, [id], cancellationToken);

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => db.OpenConnectionAsync(cancellationToken);
}

/// <param name="Position">How many entries of the file are done.</param>
/// <param name="FiledAs">Its file name in <c>done</c> or <c>failed</c>.</param>
internal sealed record UnfinishedImport(Guid Id, ImportState State, long Position, long Rejected, string? FiledAs, DateTimeOffset ReceivedAt);

/// <summary>Another replica has continued the import, so this one must stop.</summary>
internal sealed class ImportTakenOverException(Guid id) : Exception($"The import {id} was taken over by another replica.");
