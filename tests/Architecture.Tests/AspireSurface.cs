using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Papers.Architecture.Tests;

/// <summary>What local hosting shows of Aspire's app model, and what the app host needs of it.</summary>
internal static class AspireSurface
{
    /// <summary>The public types of an assembly in Aspire's namespaces.</summary>
    public static IReadOnlyList<Type> PublicTypes(Assembly assembly) =>
        [.. assembly.GetExportedTypes().Where(IsAspires).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>The names of Aspire's types that a compiled program refers to.</summary>
    public static IReadOnlyList<string> NamesUsedBy(string assemblyPath)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.TypeReferences
                .Select(metadata.GetTypeReference)
                .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")
                .Where(name => name.StartsWith("Aspire.", StringComparison.Ordinal)),
        ];
    }

    /// <summary>These types, and all that their public members, bases and constraints speak of.</summary>
    public static IReadOnlySet<Type> Closure(IEnumerable<Type> types)
    {
        var closure = new HashSet<Type>();
        var open = new Stack<Type>(types);
        while (open.TryPop(out var next))
        {
            var type = next.HasElementType ? next.GetElementType()! : next; // Not null: it has one.
            foreach (var argument in type.IsGenericType && !type.IsGenericTypeDefinition ? type.GetGenericArguments() : [])
                open.Push(argument);
            foreach (var constraint in type.IsGenericParameter ? type.GetGenericParameterConstraints() : [])
                open.Push(constraint);

            var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
            if (IsAspires(definition) && closure.Add(definition))
            {
                foreach (var spokenOf in SpokenOfBy(definition))
                    open.Push(spokenOf);
            }
        }

        return closure;
    }

    /// <summary>One line for each type and each public member, as it is written in C#, more or less.</summary>
    public static IEnumerable<string> Describe(Type type)
    {
        yield return $"{Kind(type)} {Name(type)}{Bases(type)}{Constraints(type.GetGenericArguments())}";
        foreach (var member in Members(type).Select(Describe).Order(StringComparer.Ordinal))
            yield return $"    {member}";
    }

    /// <summary>What a type of ours has and the one of that name in these assemblies has not: bases, constraints, public members.</summary>
    public static IEnumerable<string> NotIn(IReadOnlyList<Assembly> real, Type shown)
    {
        if (real.Select(assembly => assembly.GetType(shown.FullName!)).OfType<Type>().FirstOrDefault(type => type.IsPublic) is not { } theirs) // Not null: a type that is shown has a name.
            return [$"{Kind(shown)} {shown.FullName}"];

        var members = Ancestors(theirs).SelectMany(Members).Select(Describe).ToHashSet();
        return
        [
            .. Only($"{Kind(shown)} {Name(shown)}{Constraints(shown.GetGenericArguments())}", [$"{Kind(theirs)} {Name(theirs)}{Constraints(theirs.GetGenericArguments())}"]),
            .. Ancestors(shown).SelectMany(type => Only($"{shown.Name} : {Name(type)}", [.. Ancestors(theirs).Select(each => $"{theirs.Name} : {Name(each)}")])),
            .. Members(shown).SelectMany(member => Only($"{shown.Name}: {Describe(member)}", [.. members.Select(each => $"{theirs.Name}: {each}")])),
        ];

        static IEnumerable<string> Only(string ours, string[] theirs) => theirs.Contains(ours) ? [] : [ours];
    }

    /// <summary>A type, what it is built on and what it implements.</summary>
    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var each = type; each is not null; each = each.BaseType)
            yield return each;
        foreach (var each in type.GetInterfaces())
            yield return each;
    }

    private static IEnumerable<Type> SpokenOfBy(Type type)
    {
        IEnumerable<Type?> spokenOf =
        [
            type.BaseType,
            .. type.GetInterfaces(),
            .. type.GetGenericArguments(),
            .. Members(type).SelectMany(member => member switch
            {
                PropertyInfo property => [property.PropertyType],
                MethodBase method => method.GetParameters().Select(parameter => parameter.ParameterType)
                    .Concat(method.IsGenericMethod ? method.GetGenericArguments() : [])
                    .Append((method as MethodInfo)?.ReturnType ?? typeof(void)),
                _ => Enumerable.Empty<Type>(),
            }),
        ];
        return spokenOf.OfType<Type>();
    }

    private static IEnumerable<MemberInfo> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or ConstructorInfo or MethodInfo { IsSpecialName: false });

    private static string Describe(MemberInfo member) => member switch
    {
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{ get;{(property.SetMethod is { IsPublic: true } ? " set;" : "")} }}",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)}){Constraints(method.IsGenericMethod ? method.GetGenericArguments() : [])}",
        _ => member.Name,
    };

    private static string Kind(Type type) =>
        type.IsInterface ? "interface" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        var inherited = type.GetInterfaces().SelectMany(each => each.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        var bases = type.GetInterfaces().Except(inherited).OrderBy(each => each.Name, StringComparer.Ordinal).Select(Name).ToList();
        if (type.BaseType is { } parent && parent != typeof(object))
            bases.Insert(0, Name(parent));
        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}";
    }

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Constraints(Type[] arguments) => string.Concat(arguments
        .Where(argument => argument.GetGenericParameterConstraints().Length > 0)
        .Select(argument => $" where {argument.Name} : {string.Join(", ", argument.GetGenericParameterConstraints().Select(Name))}"));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")}{Name(parameter.ParameterType)} {parameter.Name}{Default(parameter)}"));

    private static string Default(ParameterInfo parameter) => parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "";

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Name(underlying)}?";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]"; // Not null: an array has one.
        var variance = type is { IsGenericTypeDefinition: true, IsInterface: true } ? "out " : "";
        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`')]}<{variance}{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
    }

    private static bool IsAspires(Type type) => !type.IsGenericParameter && (type.Namespace?.StartsWith("Aspire.", StringComparison.Ordinal) ?? false);
}
