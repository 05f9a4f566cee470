using System.Buffers;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Papers.LocalHosting.Manifest;

/// <summary>
/// The model as the manifest that Aspire 13.5.2 writes for it, byte for byte: resources in the order in which they were added, then the parameters that their
/// values speak of, each with its escaped form, then the conditional texts.
/// </summary>
internal sealed class ManifestWriter
{
    private readonly DistributedApplicationModel _model;
    private readonly DistributedApplicationExecutionContext _context;
    private readonly string _directory;
    private readonly Utf8JsonWriter _json;
    private readonly List<IExpression> _references = [];

    private ManifestWriter(DistributedApplicationModel model, DistributedApplicationExecutionContext context, string path, IBufferWriter<byte> output)
    {
        _model = model;
        _context = context;
        _directory = Path.GetDirectoryName(path) ?? "/";
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
    }

    /// <param name="model">What to write.</param>
    /// <param name="context">The publish mode.</param>
    /// <param name="path">The full path of the manifest; paths in it are relative to its folder.</param>
    public static byte[] Write(DistributedApplicationModel model, DistributedApplicationExecutionContext context, string path)
    {
        var output = new ArrayBufferWriter<byte>();
        new ManifestWriter(model, context, path, output).Write();
        return output.WrittenSpan.ToArray();
    }

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteStartObject("resources");
        foreach (var resource in _model.Resources)
            WriteResource(resource);
        foreach (var parameter in Referenced<ParameterReference>().Select(reference => reference.Parameter).Distinct().Except(_model.Resources).ToList())
            WriteResource(parameter);
        foreach (var conditional in Referenced<ConditionalExpression>().DistinctBy(conditional => conditional.ManifestName))
            WriteValue(conditional.ManifestName, "");
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
    }

    private void WriteResource(IResource resource)
    {
        switch (resource)
        {
            case ContainerResource container:
                WriteContainer(container);
                break;
            case ProjectResource project:
                WriteProject(project);
                break;
            case ParameterResource parameter:
                WriteParameter(parameter);
                break;
            case IResourceWithConnectionString value:
                WriteValue(value.Name, Text(value.ConnectionStringExpression));
                break;
            default:
                throw new NotSupportedException($"The manifest has no form for '{resource.Name}'.");
        }
    }

    private void WriteContainer(ContainerResource container)
    {
        _json.WriteStartObject(container.Name);
        _json.WriteString("type", "container.v0");
        if (container is IResourceWithConnectionString connected)
            _json.WriteString("connectionString", Text(connected.ConnectionStringExpression));
        _json.WriteString("image", container.Image);
        if (container.Entrypoint is { } entrypoint)
            _json.WriteString("entrypoint", entrypoint);

        if (container.Args.Count > 0)
        {
            _json.WriteStartArray("args");
            foreach (var argument in container.Args)
                _json.WriteStringValue(argument);
            _json.WriteEndArray();
        }

        if (container.Volume is { } volume)
        {
            _json.WriteStartArray("volumes");
            _json.WriteStartObject();
            _json.WriteString("name", volume.Name);
            _json.WriteString("target", volume.Target);
            _json.WriteBoolean("readOnly", volume.IsReadOnly);
            _json.WriteEndObject();
            _json.WriteEndArray();
        }

        WriteEnvironment(container);
        WriteBindings(container);
        _json.WriteEndObject();
    }

    private void WriteProject(ProjectResource project)
    {
        _json.WriteStartObject(project.Name);
        _json.WriteString("type", "project.v0");
        _json.WriteString("path", Path.GetRelativePath(_directory, project.ProjectPath).Replace('\\', '/'));
        WriteEnvironment(project);
        WriteBindings(project);
        _json.WriteEndObject();
    }

    private void WriteParameter(ParameterResource parameter)
    {
        _json.WriteStartObject(parameter.Name);
        _json.WriteString("type", "parameter.v0");
        _json.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        _json.WriteStartObject("inputs");
        _json.WriteStartObject("value");
        _json.WriteString("type", "string");
        if (parameter.Secret)
            _json.WriteBoolean("secret", true);
        if (parameter.Default is GenerateParameterDefault generated)
        {
            _json.WriteStartObject("default");
            _json.WriteStartObject("generate");
            _json.WriteNumber("minLength", generated.MinLength);
            if (!generated.Special)
                _json.WriteBoolean("special", false);
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();

        if (!Referenced<ParameterReference>().Any(reference => reference.UriEncoded && reference.Parameter == parameter))
            return;

        _json.WriteStartObject(ParameterReference.UriEncodedName(parameter));
        _json.WriteString("type", "annotated.string");
        _json.WriteString("value", $"{{{parameter.Name}.value}}");
        _json.WriteString("filter", "uri");
        _json.WriteEndObject();
    }

    private void WriteValue(string name, string connectionString)
    {
        _json.WriteStartObject(name);
        _json.WriteString("type", "value.v0");
        _json.WriteString("connectionString", connectionString);
        _json.WriteEndObject();
    }

    private void WriteEnvironment(IResourceWithEnvironment resource)
    {
        var variables = EnvironmentCallbackContext.Collect(resource, _context);
        if (variables.Count == 0)
            return;

        _json.WriteStartObject("env");
        foreach (var (name, value) in variables)
            _json.WriteString(name, value is IExpression expression ? Text(expression) : value.ToString());
        _json.WriteEndObject();
    }

    private void WriteBindings(IResourceWithEndpoints resource)
    {
        if (resource.Endpoints.Count == 0)
            return;

        _json.WriteStartObject("bindings");
        foreach (var endpoint in resource.Endpoints)
        {
            _json.WriteStartObject(endpoint.Name);
            _json.WriteString("scheme", endpoint.Scheme);
            _json.WriteString("protocol", "tcp");
            _json.WriteString("transport", endpoint.Transport);
            if (endpoint.Port is { } port && port != endpoint.TargetPort)
                _json.WriteNumber("port", port);
            if (endpoint.TargetPort is { } targetPort)
                _json.WriteNumber("targetPort", targetPort);
            if (endpoint.IsExternal)
                _json.WriteBoolean("external", true);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private string Text(IExpression expression)
    {
        _references.AddRange(expression.Leaves);
        return expression.ManifestExpression;
    }

    private IEnumerable<T> Referenced<T>() => _references.OfType<T>();
}
