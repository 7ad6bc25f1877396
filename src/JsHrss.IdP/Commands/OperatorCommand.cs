using System.Collections.Immutable;
using JsHrss.Storage.Startup;

namespace JsHrss.IdP.Commands;

/// <summary>One command of the executable.</summary>
/// <param name="Name">As typed, words with a space between.</param>
/// <param name="Help">What it does, in one or two sentences.</param>
/// <param name="RunAsync">Does it; what it finds wrong it throws, with the cure in the message.</param>
internal sealed record OperatorCommand(string Name, string Help, Func<CommandContext, CancellationToken, Task> RunAsync)
{
    public string[] Words { get; } = Name.Split(' ');

    /// <summary>Names of the words that must follow.</summary>
    public ImmutableArray<string> Operands { get; init; } = [];

    /// <summary>Options without a value.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>Options with one.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Whether it may run beside a server.</summary>
    public StorageUse Use { get; init; } = StorageUse.Command;

    /// <summary>As the help shows it.</summary>
    public string Usage => string.Join(' ', [Name, .. Operands, .. Values.Select(value => $"[{value} {value[2..].ToUpperInvariant()}]"), .. Flags.Select(flag => $"[{flag}]")]);
}

/// <summary>What a command works with.</summary>
/// <param name="Services">The store's services; nothing serves.</param>
/// <param name="Line">What was typed.</param>
/// <param name="Out">For people; secrets never stand there.</param>
internal sealed record CommandContext(IServiceProvider Services, CommandLine Line, TextWriter Out)
{
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public bool Has(string flag) => Line.Options.ContainsKey(flag);

    /// <summary>Value of an option; null: it was not given.</summary>
    public string? Value(string option) => Line.Options.GetValueOrDefault(option);
}
