using Microsoft.Extensions.Hosting;

namespace Papers.ServiceDefaults.Postgres;

/// <summary>Brings the schema up to date before any other part of the service starts: it is registered first.</summary>
internal sealed class PrepareDatabase(ServiceDatabase database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
