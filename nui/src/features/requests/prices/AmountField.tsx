export { AmountField } from '../../../ui/AmountField.tsx';
