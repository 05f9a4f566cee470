using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>What an app host is written with: resources are added to it, then it is built.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Settings from the environment and the command line.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The folder of the app host's project file; relative project paths begin there.</summary>
    string AppHostDirectory { get; }

    /// <summary>Whether the application is run or published.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    internal DistributedApplicationModel Model { get; }

    /// <summary>Ends the description.</summary>
    DistributedApplication Build();
}
