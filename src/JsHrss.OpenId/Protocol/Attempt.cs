using System.Diagnostics.CodeAnalysis;

namespace JsHrss.OpenId.Protocol;

/// <summary>A value, or the breach that stood in its way. Expected refusals travel like this, never as exceptions.</summary>
/// <typeparam name="T">What was attempted.</typeparam>
internal readonly struct Attempt<T>
    where T : class
{
    private readonly T? _value;
    private readonly ProtocolError? _breach;

    private Attempt(T? value, ProtocolError? breach)
    {
        _value = value;
        _breach = breach;
    }

    public static implicit operator Attempt<T>(T value) => new(value, null);

    public static implicit operator Attempt<T>(ProtocolError breach) => new(null, breach);

    /// <summary>True with the breach; false with the value.</summary>
    public bool Failed([NotNullWhen(true)] out ProtocolError? breach, [NotNullWhen(false)] out T? value)
    {
        breach = _breach;
        value = _value;
        return value is null;
    }
}
