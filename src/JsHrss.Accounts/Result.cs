namespace JsHrss.Accounts;

/// <summary>An expected refusal: a stable English code that a page turns into words. Never carries what was typed.</summary>
/// <param name="Code">Lower snake case, from the slice's <c>Errors.cs</c>.</param>
public readonly record struct Refusal(string Code)
{
    /// <inheritdoc />
    public override string ToString() => Code;
}

/// <summary>A value, or the code that says why there is none. Bad input is no exception.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public readonly record struct Result<T>
    where T : notnull
{
    private readonly T? _value;

    private Result(T? value, string? code) => (_value, Code) = (value, code);

    /// <summary>Why there is no value; null when there is one.</summary>
    public string? Code { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsOk => Code is null && _value is not null;

    /// <summary>The value. Asking for it after a refusal is a broken invariant.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => IsOk ? _value! : throw new InvalidOperationException($"No value: {Code}.");

    /// <summary>The value, or null (for a struct its default) after a refusal.</summary>
    public T? OrNull => _value;

    /// <summary>A value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal.Code);

    /// <inheritdoc />
    public override string ToString() => IsOk ? _value!.ToString() ?? "" : Code ?? "";
}
