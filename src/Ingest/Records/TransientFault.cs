using Npgsql;
using Papers.ServiceDefaults.Messaging;

namespace Papers.Ingest.Records;

/// <summary>Tells what passes (a server that restarts, a disk that is full, another replica, a shutdown) from what the same file would meet for ever.</summary>
internal static class TransientFault
{
    public static bool Is(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or OperationCanceledException
        || InfrastructureFault.Is(fault)
        || fault is PostgresException { SqlState: ['0', '8', ..] or ['4', '0', ..] or ['5', '3' or '7' or '8', ..] }
        || fault is NpgsqlException and not PostgresException;
}
