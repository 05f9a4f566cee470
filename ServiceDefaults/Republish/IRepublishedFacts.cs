using Npgsql;

namespace Papers.ServiceDefaults.Republish;

/// <summary>One kind of fact that a service owns and can tell again from what it holds, so that others are rebuilt from it.</summary>
public interface IRepublishedFacts
{
    /// <summary>What an operator calls it: <c>papers</c>, <c>tags</c>, <c>links</c>.</summary>
    string What { get; }

    /// <summary>Writes the events of the next papers, as replays, into the outbox within the connection's open transaction.</summary>
    /// <param name="connection">Of the service's own login, with an open transaction.</param>
    /// <param name="after">The identifier of the last paper that was told of; empty before the first.</param>
    /// <param name="cancellationToken">Ends it; the transaction is then given up.</param>
    /// <returns>Of which papers it told, in the order in which the database sorts their identifiers; none once all were told of.</returns>
    Task<RepublishedPart> TellNextAsync(NpgsqlConnection connection, string after, CancellationToken cancellationToken);
}

/// <param name="Last">The identifier of the last paper told of.</param>
/// <param name="Count">How many there were; 0 where none is left.</param>
public readonly record struct RepublishedPart(string Last, int Count);
