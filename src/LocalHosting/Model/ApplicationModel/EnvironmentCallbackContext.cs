namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a callback that sets environment variables works on.</summary>
public class EnvironmentCallbackContext
{
    internal EnvironmentCallbackContext(DistributedApplicationExecutionContext executionContext) => ExecutionContext = executionContext;

    /// <summary>The variables set so far, in order; the value is a text, or something that has one only when the application runs.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = [];

    /// <summary>Whether the application is run or published.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    internal static IReadOnlyDictionary<string, object> Collect(IResourceWithEnvironment resource, DistributedApplicationExecutionContext executionContext)
    {
        var context = new EnvironmentCallbackContext(executionContext);
        foreach (var callback in resource.EnvironmentCallbacks)
            callback(context);

        return context.EnvironmentVariables;
    }
}
