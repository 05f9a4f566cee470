using Aspire.Hosting;
namespace Papers.LocalHosting.Running;
internal sealed class LocalHost { public static Task<int> RunAsync(DistributedApplicationBuilder b, TextWriter o, TextWriter e) => Task.FromResult(0); }
