using Microsoft.Extensions.Hosting;

namespace Papers.ServiceDefaults.Postgres;

/// <summary>Migrates the schema before any other hosted service starts: it is registered first.</summary>
internal sealed class PrepareDatabase(ServiceDatabase database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
