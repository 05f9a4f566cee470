using Npgsql;

namespace Papers.ServiceDefaults.Republish;

/// <summary>One kind of fact that a service owns and can publish again from its tables, so that other services can rebuild theirs.</summary>
public interface IRepublishedFacts
{
    /// <summary>Its name for operators: <c>papers</c>, <c>tags</c>, <c>links</c>.</summary>
    string What { get; }

    /// <summary>Adds the events of the next papers, as replays, to the outbox within the connection's open transaction.</summary>
    /// <param name="connection">With the service's own login and an open transaction.</param>
    /// <param name="after">The identifier of the last paper that was republished; empty before the first.</param>
    /// <param name="cancellationToken">Cancels it; the caller then rolls back.</param>
    /// <returns>The papers it republished, in the database's order of identifiers; none after the last.</returns>
    Task<RepublishedPart> TellNextAsync(NpgsqlConnection connection, string after, CancellationToken cancellationToken);
}

/// <param name="Last">The identifier of the last paper that was republished.</param>
/// <param name="Count">How many there were; 0 if none is left.</param>
public readonly record struct RepublishedPart(string Last, int Count);
