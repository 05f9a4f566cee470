using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Papers.Contracts;
using Papers.Notification.Channels.Email;
using Papers.Notification.Digests;
using Papers.Notification.Subscriptions;

namespace Papers.Notification.Delivery;

/// <summary>Makes the letter of a mail's row, the same each time. What all readers of an edition share is made once.</summary>
public sealed class WriteLetter(
    RankingStore rankings,
    TokenKey key,
    PublicSite site,
    IOptions<MailOptions> mail,
    IOptions<SubscriptionOptions> subscriptions)
{
    private const int MostEditionsHeld = 3;

    private readonly ConcurrentDictionary<long, IReadOnlyDictionary<PaperId, PaperInMail>> _editions = new();

    public async Task<Letter> ForAsync(OutgoingMail outgoing, CancellationToken cancellationToken)
    {
        var tokens = await key.TokensAsync(cancellationToken);
        var from = mail.Value.Sender();
        switch (outgoing.Content)
        {
            case Confirmation confirmation:
                var within = subscriptions.Value.ConfirmWithin;
                return new ConfirmationMail
                {
                    To = outgoing.Address,
                    ConfirmToken = tokens.ToConfirm(outgoing.Subscription, confirmation.Round, outgoing.CreatedAt + within),
                    Key = outgoing.Key,
                    WrittenAt = outgoing.CreatedAt,
                    Within = within,
                }.Write(from, site);

            case Digest digest:
                var papers = await PapersAsync(digest.RankingId, cancellationToken);
                return new DigestMail
                {
                    Edition = digest.Edition,
                    Date = digest.Date,
                    Papers = [.. digest.Papers.Select(id => papers[id])],
                    To = outgoing.Address,
                    LeaveToken = tokens.ToLeave(outgoing.Subscription),
                    Key = outgoing.Key,
                    WrittenAt = outgoing.CreatedAt,
                }.Write(from, site);

            default:
                throw new InvalidOperationException($"No letter is made of {outgoing.Content.GetType().Name}.");
        }
    }

    private async Task<IReadOnlyDictionary<PaperId, PaperInMail>> PapersAsync(long ranking, CancellationToken cancellationToken)
    {
        if (_editions.TryGetValue(ranking, out var held))
        {
            return held;
        }

        if (_editions.Count >= MostEditionsHeld)
        {
            _editions.Clear();
        }

        // Only what was read is held, so that a fault is not.
        var papers = await rankings.GetAsync(ranking, cancellationToken);
        var made = papers.ToDictionary(paper => paper.PaperId, paper => PaperInMail.From(paper, site));
        _editions[ranking] = made;
        return made;
    }
}
