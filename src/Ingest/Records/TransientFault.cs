using Npgsql;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Ingest.Records;

/// <summary>True for faults that a retry can overcome (a restarting server, a full disk, a shutdown), as opposed to bad data and bugs.</summary>
internal static class TransientFault
{
    public static bool Is(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or OperationCanceledException
        || InfrastructureFault.Is(fault)
        || fault is PostgresException { SqlState: ['0', '8', ..] or ['4', '0', ..] or ['5', '3' or '7' or '8', ..] }
        || fault is NpgsqlException and not PostgresException;
}
