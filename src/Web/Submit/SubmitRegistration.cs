using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.ServiceDefaults.Messaging;
using Papers.ServiceDefaults.Settings;

namespace Papers.Web.Submit;

internal static class SubmitRegistration
{
    public static void AddSubmit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<SubmitOptions>(SubmitOptions.Section);
        builder.Services.AddSingleton<SubmissionStore>();
    }

    public static BusRegistration AddSubmitConsumers(this BusRegistration bus) =>
        bus.AddConsumer<SettleSubmissionsConsumer, SubmissionSettled>(Queues.ShowSubmissions);
}
