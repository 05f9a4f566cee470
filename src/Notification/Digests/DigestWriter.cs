using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Papers.Contracts;
using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Notification.Subscriptions;

namespace Papers.Notification.Digests;

/// <summary>Writes digests. The papers of an edition are rendered once for all readers.</summary>
internal sealed class DigestWriter(RankingStore rankings, TokenKey key, PublicSite site, IOptions<MailOptions> options) : IMailWriter
{
    public const string DigestKind = "digest";

    private const int MaxCachedRankings = 3;

    private readonly ConcurrentDictionary<long, IReadOnlyDictionary<PaperId, DigestPaper>> _rankings = new();

    public string Kind => DigestKind;

    public async Task<EmailMessage> WriteAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        var content = mail.Content ?? throw new InvalidOperationException($"Mail {mail.Id} is a digest without an edition.");
        var papers = await PapersAsync(content.RankingId, cancellationToken);
        var tokens = await key.TokensAsync(cancellationToken);
        return new DigestMail
        {
            Edition = content.Edition,
            Date = content.Date,
            Papers = [.. content.Papers.Select(id => papers[id])],
            To = mail.Address,
            UnsubscribeToken = tokens.CreateUnsubscribe(mail.Subscription),
            Key = mail.Key,
            WrittenAt = mail.CreatedAt,
        }.Write(options.Value.Sender(), site);
    }

    private async Task<IReadOnlyDictionary<PaperId, DigestPaper>> PapersAsync(long ranking, CancellationToken cancellationToken)
    {
        if (_rankings.TryGetValue(ranking, out var cached))
        {
            return cached;
        }

        if (_rankings.Count >= MaxCachedRankings)
        {
            _rankings.Clear();
        }

        var papers = await rankings.GetAsync(ranking, cancellationToken);
        var rendered = papers.ToDictionary(paper => paper.PaperId, paper => DigestPaper.From(paper, site));
        _rankings[ranking] = rendered;
        return rendered;
    }
}
